"""What the papers' formulas say of the most that a rank's GPU holds in a training step; `trainer` counts it in lists."""

from plots.models.zero.memory import BYTES_FP16, ModelStates, model_states, padded_parameters


def peak_states(parameters, *, stage, ranks, bucket, unit, offload=False):
    """Return the largest bytes of each state, of Ψ padded to a multiple of N.

    Where gradients are partitioned one ``bucket`` of whole ones is on its way, in stage 3 the parameters of one ``unit``
    are gathered, or all where they stay. One rank has nothing to send; under ZeRO-Offload only the bucket of what is on the CPU is on the GPU.
    """
    held = model_states(padded_parameters(parameters, ranks), stage=stage, ranks=ranks)
    if offload:
        return ModelStates(held.parameters, BYTES_FP16 * bucket, 0)
    gathered = BYTES_FP16 * unit if stage == 3 and ranks > 1 else 0
    waiting = BYTES_FP16 * bucket if stage >= 2 and ranks > 1 else 0
    return ModelStates(held.parameters + gathered, held.gradients + waiting, held.optimizer)
