package main

import (
	"context"
	"os"
	"time"

	tele "gopkg.in/telebot.v3"

	"example.com/options/llm"
)

func main() {
	bot, err := tele.NewBot(tele.Settings{Token: os.Getenv("TOKEN"), Poller: &tele.LongPoller{Timeout: 10 * time.Second}})
	if err != nil {
		panic(err)
	}
	model := llm.New(llm.WithSystem("You are a friendly assistant who can help with everything."))
	bot.Handle(tele.OnText, func(c tele.Context) error {
		answer, err := model.Complete(context.Background(), c.Text())
		if err != nil {
			return err
		}
		return c.Send(answer)
	})
	bot.Start()
}
