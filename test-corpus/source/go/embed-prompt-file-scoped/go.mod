module example.com/museum

go 1.22

require (
	github.com/anthropics/anthropic-sdk-go v1.4.0
	gopkg.in/telebot.v3 v3.3.8
)
