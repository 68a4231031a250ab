package main

import (
	"context"
	"os"

	"github.com/bwmarrin/discordgo"
	openai "github.com/sashabaranov/go-openai"
)

var client = openai.NewClient(os.Getenv("K"))
var chats = make(map[string]openai.ChatCompletionRequest)

func fresh() openai.ChatCompletionRequest {
	return openai.ChatCompletionRequest{
		Model:    "gpt-4o",
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleSystem, Content: "you are a helpful chatbot"}},
	}
}

func onMessage(s *discordgo.Session, m *discordgo.MessageCreate) {
	c, ok := chats[m.ChannelID]
	if !ok {
		c = fresh()
	}
	c.Messages = append(c.Messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleUser, Content: m.Content})
	chats[m.ChannelID] = c
	resp, err := client.CreateChatCompletion(context.Background(), chats[m.ChannelID])
	if err != nil {
		return
	}
	s.ChannelMessageSend(m.ChannelID, resp.Choices[0].Message.Content)
}

func main() {
	dg, _ := discordgo.New("Bot " + os.Getenv("T"))
	dg.AddHandler(onMessage)
	dg.Open()
	select {}
}
