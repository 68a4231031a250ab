module example.com/bakery

go 1.22

require (
	github.com/gofiber/fiber/v2 v2.52.5
	github.com/sashabaranov/go-openai v1.28.0
)
