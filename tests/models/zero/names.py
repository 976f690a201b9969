"""What other systems call what ours are called otherwise."""

MEGATRON_FSDP = ("no_shard", "optim", "optim_grads", "optim_grads_params")  # stages 0 to 3
