module example.com/bot
go 1.22
require (
 github.com/bwmarrin/discordgo v0.28.1
 github.com/sashabaranov/go-openai v1.36.0
)
