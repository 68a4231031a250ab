module example.com/answers

go 1.22

require (
	github.com/PaulSonOfLars/gotgbot/v2 v2.0.0
	github.com/openai/openai-go v1.0.0
)
