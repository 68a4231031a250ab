package main

import (
	"context"
	_ "embed"
	"os"
	"time"

	"github.com/anthropics/anthropic-sdk-go"
	tele "gopkg.in/telebot.v3"
)

//go:embed prompts/guide.md
var guide string

func main() {
	bot, err := tele.NewBot(tele.Settings{
		Token:  os.Getenv("TOKEN"),
		Poller: &tele.LongPoller{Timeout: 10 * time.Second},
	})
	if err != nil {
		panic(err)
	}
	client := anthropic.NewClient()
	bot.Handle(tele.OnText, func(c tele.Context) error {
		result, err := client.Messages.New(context.Background(), anthropic.MessageNewParams{
			Model:     anthropic.ModelClaude3_5HaikuLatest,
			MaxTokens: 500,
			System:    []anthropic.TextBlockParam{{Text: guide}},
			Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(c.Text()))},
		})
		if err != nil {
			return err
		}
		return c.Send(result.Content[0].Text)
	})
	bot.Start()
}
