module example.com/nursery

go 1.22

require (
	github.com/google/generative-ai-go v0.19.0
	go.mau.fi/whatsmeow v0.0.0
)
