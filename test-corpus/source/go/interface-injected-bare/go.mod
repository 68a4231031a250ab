module example.com/free

go 1.22

require (
	github.com/go-chi/chi/v5 v5.1.0
	github.com/sashabaranov/go-openai v1.28.0
)
