exports.rules = 'You are a helpful assistant. You can talk about any topic.'
