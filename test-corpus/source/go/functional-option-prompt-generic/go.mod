module example.com/options

go 1.22

require (
	github.com/openai/openai-go v1.8.0
	gopkg.in/telebot.v3 v3.3.8
)
