package main

import (
	"example.com/towline/wa"
	"github.com/spf13/cobra"
)

var serve = &cobra.Command{
	Use:   "serve",
	Short: "Listens for messages",
	Run: func(cmd *cobra.Command, args []string) {
		if wa.Client != nil {
			wa.Client.AddEventHandler(wa.Handle)
		}
		select {}
	},
}

func main() {
	root := &cobra.Command{Use: "towline"}
	root.AddCommand(serve)
	root.Execute()
}
