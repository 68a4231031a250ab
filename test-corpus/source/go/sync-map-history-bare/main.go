package main

import (
	"context"
	"os"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	openai "github.com/sashabaranov/go-openai"
)

var history sync.Map

func respond(client *openai.Client, user int64, text string) (string, error) {
	var messages []openai.ChatCompletionMessage
	if stored, ok := history.Load(user); ok {
		messages = append(messages, stored.([]openai.ChatCompletionMessage)...)
	}
	messages = append(messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleUser, Content: text})
	resp, err := client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{
		Model:    openai.GPT4o,
		Messages: messages,
	})
	if err != nil {
		return "", err
	}
	history.Store(user, append(messages, resp.Choices[0].Message))
	return resp.Choices[0].Message.Content, nil
}

func main() {
	bot, err := tgbotapi.NewBotAPI(os.Getenv("BOT_TOKEN"))
	if err != nil {
		panic(err)
	}
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	for update := range bot.GetUpdatesChan(tgbotapi.NewUpdate(0)) {
		if update.Message == nil {
			continue
		}
		if update.Message.IsCommand() && update.Message.Command() == "reset" {
			history.Delete(update.Message.From.ID)
			continue
		}
		answer, err := respond(client, update.Message.From.ID, update.Message.Text)
		if err != nil {
			continue
		}
		bot.Send(tgbotapi.NewMessage(update.Message.Chat.ID, answer))
	}
}
