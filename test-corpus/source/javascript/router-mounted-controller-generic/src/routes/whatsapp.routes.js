const { Router } = require('express');
const controller = require('../controllers/whatsapp.controller');

const router = Router();
router.get('/whatsapp', controller.verify);
router.post('/whatsapp', controller.receive);

module.exports = router;
