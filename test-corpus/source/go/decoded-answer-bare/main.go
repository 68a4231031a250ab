package main

import (
	"bytes"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/go-telegram-bot-api/telegram-bot-api"
)

type turn struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type asked struct {
	Model    string `json:"model"`
	Messages []turn `json:"messages"`
}

type answered struct {
	Choices []struct {
		Message turn `json:"message"`
	} `json:"choices"`
}

func ask(question string) (reply string, err error) {
	payload, err := json.Marshal(asked{Model: "gpt-4o-mini", Messages: []turn{{"user", question}}})
	if err != nil {
		return
	}
	request, err := http.NewRequest("POST", "https://api.openai.com/v1/chat/completions", bytes.NewReader(payload))
	if err != nil {
		return
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("OPENAI_API_KEY"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return
	}
	defer response.Body.Close()
	var body answered
	if err = json.NewDecoder(response.Body).Decode(&body); err != nil {
		return
	}
	reply = body.Choices[0].Message.Content
	return
}

func main() {
	bot, err := tgbotapi.NewBotAPI(os.Getenv("TELEGRAM_TOKEN"))
	if err != nil {
		log.Panic(err)
	}
	updates, err := bot.GetUpdatesChan(tgbotapi.NewUpdate(0))
	if err != nil {
		log.Panic(err)
	}
	for update := range updates {
		if update.Message == nil {
			continue
		}
		reply, err := ask(update.Message.Text)
		if err != nil {
			reply = "Please write again later."
		}
		bot.Send(tgbotapi.NewMessage(update.Message.Chat.ID, reply))
	}
}
