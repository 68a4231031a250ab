package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/bwmarrin/discordgo"
	openai "github.com/sashabaranov/go-openai"
)

var client = openai.NewClient(os.Getenv("OPENAI_KEY"))

func instructions(user string) string {
	var out strings.Builder
	out.WriteString("You are a friendly assistant.\n")
	fmt.Fprintf(&out, "You are talking to %s.\n", user)
	out.WriteString("Keep every answer under 100 words.")
	return out.String()
}

func asHTML(answer string) string {
	var out strings.Builder
	for _, line := range strings.Split(answer, "\n") {
		out.WriteString("<p>" + strings.TrimSpace(line) + "</p>")
	}
	return out.String()
}

func onMessage(s *discordgo.Session, m *discordgo.MessageCreate) {
	resp, err := client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{
		Model: openai.GPT4o,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: instructions(m.Author.Username)},
			{Role: openai.ChatMessageRoleUser, Content: m.Content},
		},
	})
	if err != nil {
		return
	}
	s.ChannelMessageSend(m.ChannelID, asHTML(resp.Choices[0].Message.Content))
}

func main() {
	dg, _ := discordgo.New("Bot " + os.Getenv("TOKEN"))
	dg.AddHandler(onMessage)
	dg.Open()
	select {}
}
