package main

import (
	"context"
	"os"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"
)

func main() {
	client := whatsmeow.NewClient(&store.Device{}, nil)
	client.AddEventHandler(func(evt interface{}) {
		message, ok := evt.(*events.Message)
		if !ok || message.Info.IsFromMe {
			return
		}
		log, err := os.OpenFile("inbox.txt", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err == nil {
			log.WriteString(message.Message.GetConversation() + "\n")
			log.Close()
		}
		reply := &waE2E.Message{Conversation: proto.String("Thanks, we will call you.")}
		client.SendMessage(context.Background(), message.Info.Chat, reply)
	})
	if err := client.Connect(); err != nil {
		panic(err)
	}
	select {}
}
