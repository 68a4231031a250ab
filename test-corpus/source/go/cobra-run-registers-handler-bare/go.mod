module example.com/towline

go 1.22

require (
	github.com/sashabaranov/go-openai v1.36.0
	github.com/spf13/cobra v1.8.0
	go.mau.fi/whatsmeow v0.0.0
)
