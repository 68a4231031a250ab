module example.com/blocked

go 1.22

require (
	github.com/sashabaranov/go-openai v1.28.0
	go.mau.fi/whatsmeow v0.0.0-20240821142752-3d63c6fcc1a7
	google.golang.org/protobuf v1.34.2
)
