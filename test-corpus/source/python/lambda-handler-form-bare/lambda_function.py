from urllib.parse import parse_qs

import boto3

bedrock = boto3.client("bedrock-runtime")


def lambda_handler(event, context):
    text = parse_qs(event["body"])["Body"][0]
    response = bedrock.converse(
        modelId="amazon.nova-lite-v1:0",
        messages=[{"role": "user", "content": [{"text": text}]}],
    )
    answer = response["output"]["message"]["content"][0]["text"]
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "text/xml"},
        "body": f"<Response><Message>{answer}</Message></Response>",
    }
