package ai

import (
	"context"

	openai "github.com/sashabaranov/go-openai"
)

type Scoped struct{ client *openai.Client }

func (s *Scoped) Answer(ctx context.Context, text string) (string, error) {
	resp, err := s.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model: openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{
			{Role: "system", Content: "You only answer questions about the trains of Rail North."},
			{Role: "user", Content: text},
		},
	})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}
