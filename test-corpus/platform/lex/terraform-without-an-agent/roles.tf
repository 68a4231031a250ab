# The agent itself, an aws_bedrockagent_agent, is made elsewhere.
resource "aws_iam_policy" "ask" {
  policy = jsonencode({
    Statement = [{ Action = "bedrock:InvokeModel", Effect = "Allow", Resource = "*" }]
  })
}
