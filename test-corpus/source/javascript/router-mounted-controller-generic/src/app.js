const express = require('express');

const app = express();
app.use(express.json());
app.use('/webhooks', require('./routes/whatsapp.routes'));
app.listen(process.env.PORT || 3000);
