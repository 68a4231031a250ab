package main

import (
	"context"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"
)

var client *whatsmeow.Client

func handle(evt interface{}) {
	switch v := evt.(type) {
	case *events.Message:
		if v.Info.IsFromMe {
			return
		}
		text := v.Message.GetConversation()
		if text == "" {
			text = v.Message.GetExtendedTextMessage().GetText()
		}
		answer, err := ask(context.Background(), text)
		if err != nil {
			return
		}
		client.SendMessage(context.Background(), v.Info.Chat, &waE2E.Message{Conversation: proto.String(answer)})
	}
}

func main() {
	client = whatsmeow.NewClient(&store.Device{}, nil)
	client.AddEventHandler(handle)
	if err := client.Connect(); err != nil {
		panic(err)
	}
	select {}
}
