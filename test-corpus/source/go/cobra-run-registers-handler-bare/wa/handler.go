package wa

import (
	"context"
	"strings"

	openai "github.com/sashabaranov/go-openai"
	"go.mau.fi/whatsmeow"
	waProto "go.mau.fi/whatsmeow/binary/proto"
	"go.mau.fi/whatsmeow/types/events"
)

// Client is set once the device is paired.
var Client *whatsmeow.Client

var model = openai.NewClient("key")

// Handle answers one event.
func Handle(event interface{}) {
	switch evt := event.(type) {
	case *events.Message:
		parts := strings.SplitN(evt.Message.GetConversation(), " ", 2)
		if len(parts) == 2 {
			answer := ask(parts[1])
			Client.SendMessage(context.Background(), evt.Info.Chat, &waProto.Message{Conversation: &answer})
		}
	}
}

func ask(question string) string {
	response, err := model.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: question}},
	})
	if err != nil {
		return "We could not reach the assistant."
	}
	return response.Choices[0].Message.Content
}
