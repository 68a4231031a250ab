package main

import (
	"context"
	"os"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	openai "github.com/sashabaranov/go-openai"
)

const system = "You are a helpful assistant. Answer any question."

type job struct {
	chat int64
	text string
}

func worker(bot *tgbotapi.BotAPI, client *openai.Client, jobs <-chan job) {
	for j := range jobs {
		resp, err := client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{
			Model: openai.GPT3Dot5Turbo,
			Messages: []openai.ChatCompletionMessage{
				{Role: openai.ChatMessageRoleSystem, Content: system},
				{Role: openai.ChatMessageRoleUser, Content: j.text},
			},
		})
		if err != nil {
			continue
		}
		bot.Send(tgbotapi.NewMessage(j.chat, resp.Choices[0].Message.Content))
	}
}

func main() {
	bot, err := tgbotapi.NewBotAPI(os.Getenv("TELEGRAM_TOKEN"))
	if err != nil {
		panic(err)
	}
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	jobs := make(chan job, 16)
	go worker(bot, client, jobs)

	updates := bot.GetUpdatesChan(tgbotapi.NewUpdate(0))
	for update := range updates {
		if update.Message == nil {
			continue
		}
		jobs <- job{chat: update.Message.Chat.ID, text: update.Message.Text}
	}
}
