module example.com/envbot

go 1.22

require (
	github.com/go-telegram-bot-api/telegram-bot-api/v5 v5.5.1
	github.com/sashabaranov/go-openai v1.28.0
)
