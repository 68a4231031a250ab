resource "aws_iam_role" "agent" {
  name = "agent"
}

resource "aws_bedrockagent_agent" "desk" {
  agent_name       = "desk"
  foundation_model = var.model
  instruction      = local.words
}

variable "model" {
  default = "anthropic.claude-3-haiku"
}

locals {
  shop  = "Tramvia"
  words = "You are the assistant of ${local.shop}. Only answer questions about tickets and timetables. For anything else, say that you can only help with tickets and timetables."
}
