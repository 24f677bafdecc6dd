/** In cdktf's place: each token keeps the stack that made it, which jest maps back to TypeScript frame by frame, a fifth of a synth. */
exports.captureStackTrace = () => [];
