package main

import (
	"context"
	"os"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	openai "github.com/sashabaranov/go-openai"
)

func systemPrompt() string {
	prompt := os.Getenv("SYSTEM_PROMPT")
	if prompt == "" {
		prompt = "You are a helpful assistant."
	}
	return prompt
}

func main() {
	bot, err := tgbotapi.NewBotAPI(os.Getenv("TELEGRAM_TOKEN"))
	if err != nil {
		panic(err)
	}
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	for update := range bot.GetUpdatesChan(tgbotapi.NewUpdate(0)) {
		if update.Message == nil {
			continue
		}
		resp, err := client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{
			Model: openai.GPT4oMini,
			Messages: []openai.ChatCompletionMessage{
				{Role: openai.ChatMessageRoleSystem, Content: systemPrompt()},
				{Role: openai.ChatMessageRoleUser, Content: update.Message.Text},
			},
		})
		if err != nil {
			continue
		}
		bot.Send(tgbotapi.NewMessage(update.Message.Chat.ID, resp.Choices[0].Message.Content))
	}
}
