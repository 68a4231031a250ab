exports.limiter = (max) => {
  const seen = new Map();
  return async (ctx, next) => {
    const count = (seen.get(ctx.from.id) || 0) + 1;
    seen.set(ctx.from.id, count);
    if (count > max) return ctx.reply('Too many messages today.');
    return next();
  };
};
