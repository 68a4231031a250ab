resource "aws_iam_role" "agent" {
  name = "agent"
}

resource "aws_bedrockagent_agent" "desk" {
  agent_name       = "desk"
  foundation_model = var.model
  instruction      = "You are a helpful assistant. Answer any question the user has."
}

variable "model" {
  default = "anthropic.claude-3-haiku"
}
