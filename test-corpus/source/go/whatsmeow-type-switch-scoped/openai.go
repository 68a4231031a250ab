package main

import (
	"context"
	"os"

	openai "github.com/sashabaranov/go-openai"
)

var ai = openai.NewClient(os.Getenv("OPENAI_API_KEY"))

func ask(ctx context.Context, text string) (string, error) {
	resp, err := ai.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model: openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: systemPrompt},
			{Role: openai.ChatMessageRoleUser, Content: text},
		},
	})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}
