package llm

import (
	"context"

	"github.com/openai/openai-go"
)

type Model struct {
	client openai.Client
	system string
}

type Option func(*Model)

func WithSystem(text string) Option {
	return func(m *Model) { m.system = text }
}

func New(options ...Option) *Model {
	m := &Model{client: openai.NewClient()}
	for _, option := range options {
		option(m)
	}
	return m
}

func (m *Model) Complete(ctx context.Context, text string) (string, error) {
	completion, err := m.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model: openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{
			openai.SystemMessage(m.system),
			openai.UserMessage(text),
		},
	})
	if err != nil {
		return "", err
	}
	return completion.Choices[0].Message.Content, nil
}
