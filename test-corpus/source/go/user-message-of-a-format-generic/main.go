package main

import (
	"context"
	"fmt"
	"os"

	"github.com/PaulSonOfLars/gotgbot/v2"
	"github.com/PaulSonOfLars/gotgbot/v2/ext"
	"github.com/PaulSonOfLars/gotgbot/v2/ext/handlers"
	"github.com/openai/openai-go"
)

func ask(client *openai.Client, text string) string {
	prompt := fmt.Sprintf(`You are a helpful assistant. Answer this: %s`, text)
	chat, err := client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(prompt)},
		Model:    openai.ChatModelGPT4o,
	})
	if err != nil {
		return "Try again later."
	}
	return chat.Choices[0].Message.Content
}

func handle(client *openai.Client) func(b *gotgbot.Bot, ctx *ext.Context) error {
	return func(b *gotgbot.Bot, ctx *ext.Context) error {
		_, err := ctx.EffectiveMessage.Reply(b, ask(client, ctx.EffectiveMessage.Text), nil)
		return err
	}
}

func main() {
	bot, _ := gotgbot.NewBot(os.Getenv("TOKEN"), nil)
	dispatcher := ext.NewDispatcher(nil)
	client := openai.NewClient()
	dispatcher.AddHandler(handlers.NewMessage(nil, handle(&client)))
	updater := ext.NewUpdater(dispatcher, nil)
	updater.StartPolling(bot, nil)
	updater.Idle()
}
