package ai

import (
	"context"

	openai "github.com/sashabaranov/go-openai"
)

type Free struct {
	client *openai.Client
}

func (f *Free) Respond(ctx context.Context, text string) (string, error) {
	resp, err := f.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: text}},
	})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}
