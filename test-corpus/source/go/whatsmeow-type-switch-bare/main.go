package main

import (
	"context"

	_ "github.com/mattn/go-sqlite3"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/store/sqlstore"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"
)

var client *whatsmeow.Client

func handle(evt interface{}) {
	switch v := evt.(type) {
	case *events.Message:
		if v.Info.IsFromMe || v.Info.IsGroup {
			return
		}
		text := v.Message.GetConversation()
		answer, err := ask(context.Background(), text)
		if err != nil {
			return
		}
		client.SendMessage(context.Background(), v.Info.Chat, &waE2E.Message{Conversation: proto.String(answer)})
	case *events.Connected:
		println("connected")
	}
}

func main() {
	container, err := sqlstore.New("sqlite3", "file:wa.db?_foreign_keys=on", nil)
	if err != nil {
		panic(err)
	}
	device, err := container.GetFirstDevice()
	if err != nil {
		panic(err)
	}
	client = whatsmeow.NewClient(device, nil)
	client.AddEventHandler(handle)
	if err := client.Connect(); err != nil {
		panic(err)
	}
	select {}
}
