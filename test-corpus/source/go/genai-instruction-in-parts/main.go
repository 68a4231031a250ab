package main

import (
	"context"

	"github.com/google/generative-ai-go/genai"
	"go.mau.fi/whatsmeow"
	waProto "go.mau.fi/whatsmeow/binary/proto"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/api/option"
)

var chats = map[string]*genai.ChatSession{}

func main() {
	gemini, _ := genai.NewClient(context.Background(), option.WithAPIKey("key"))
	client := whatsmeow.NewClient(nil, nil)
	client.AddEventHandler(func(event interface{}) {
		evt, ok := event.(*events.Message)
		if !ok {
			return
		}
		who := evt.Info.Chat.String()
		chat, known := chats[who]
		if !known {
			model := gemini.GenerativeModel("gemini-2.0-flash")
			model.SystemInstruction = &genai.Content{
				Parts: []genai.Part{genai.Text("You help customers of Fernhill Plant Nursery choose and care for plants. Talk only about our plants, prices and opening hours; decline everything else.")},
			}
			chat = model.StartChat()
			chats[who] = chat
		}
		response, err := chat.SendMessage(context.Background(), genai.Text(evt.Message.GetConversation()))
		if err != nil {
			return
		}
		text := string(response.Candidates[0].Content.Parts[0].(genai.Text))
		client.SendMessage(context.Background(), evt.Info.Chat, &waProto.Message{Conversation: &text})
	})
	client.Connect()
	select {}
}
