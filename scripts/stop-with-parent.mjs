// Loaded into what `run` starts: when the starter is killed, its channel breaks, and we stop as if it had told us to.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
