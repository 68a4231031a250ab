package ai

import (
	"context"

	openai "github.com/sashabaranov/go-openai"
)

const prompt = "Você é a recepcionista da Clínica Bem Viver. Marque consultas e informe preços. Não responda sobre outros assuntos."

type Reception struct {
	client *openai.Client
}

func NewReception(key string) *Reception {
	return &Reception{client: openai.NewClient(key)}
}

func (r *Reception) Respond(ctx context.Context, text string) (string, error) {
	resp, err := r.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model: openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: prompt},
			{Role: openai.ChatMessageRoleUser, Content: text},
		},
	})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}
