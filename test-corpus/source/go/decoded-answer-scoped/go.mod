module example.com/florist

go 1.22

require github.com/go-telegram-bot-api/telegram-bot-api v4.6.4+incompatible
