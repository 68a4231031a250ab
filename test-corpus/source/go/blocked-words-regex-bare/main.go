package main

import (
	"context"
	"os"
	"regexp"
	"strings"

	openai "github.com/sashabaranov/go-openai"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"
)

var blocked = regexp.MustCompile(`(?i)\b(sex|porn|bomb)\b`)

type bot struct {
	wa *whatsmeow.Client
	ai *openai.Client
}

func (b *bot) reply(v *events.Message, text string) {
	b.wa.SendMessage(context.Background(), v.Info.Chat, &waE2E.Message{Conversation: proto.String(text)})
}

func (b *bot) handle(evt any) {
	v, ok := evt.(*events.Message)
	if !ok || v.Info.IsFromMe {
		return
	}
	question := strings.TrimSpace(v.Message.GetConversation())
	if blocked.MatchString(question) {
		b.reply(v, "I cannot talk about that.")
		return
	}
	resp, err := b.ai.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: question}},
	})
	if err != nil {
		return
	}
	b.reply(v, resp.Choices[0].Message.Content)
}

func main() {
	b := &bot{ai: openai.NewClient(os.Getenv("OPENAI_API_KEY"))}
	b.wa = whatsmeow.NewClient(&store.Device{}, nil)
	b.wa.AddEventHandler(b.handle)
	if err := b.wa.Connect(); err != nil {
		panic(err)
	}
	select {}
}
