package main

import (
	"context"
	"os"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	openai "github.com/sashabaranov/go-openai"
)

func main() {
	bot, err := tgbotapi.NewBotAPI(os.Getenv("TELEGRAM_TOKEN"))
	if err != nil {
		panic(err)
	}
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	for update := range bot.GetUpdatesChan(tgbotapi.NewUpdate(0)) {
		if update.Message == nil || !update.Message.IsCommand() {
			continue
		}
		text := "Unknown command"
		switch update.Message.Command() {
		case "start":
			text = "Use /hours or /ask"
		case "hours":
			text = "9-17"
		case "ask":
			text = answer(client, update.Message.CommandArguments())
		}
		bot.Send(tgbotapi.NewMessage(update.Message.Chat.ID, text))
	}
}

func answer(client *openai.Client, question string) string {
	resp, err := client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: question}},
	})
	if err != nil {
		return "Try again later."
	}
	return resp.Choices[0].Message.Content
}
