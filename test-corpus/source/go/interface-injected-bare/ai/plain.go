package ai

import (
	"context"

	openai "github.com/sashabaranov/go-openai"
)

type Plain struct{ client *openai.Client }

func NewPlain(key string) *Plain {
	return &Plain{client: openai.NewClient(key)}
}

func (p *Plain) Answer(ctx context.Context, text string) (string, error) {
	resp, err := p.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: "user", Content: text}},
	})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}
