"""ZeRO: the memory and communication of training large models, as formulas and as simulations that count.

==================  ====================================================================================
``memory``          model states of stages 0 to 3 for any N and optimizer, the largest model that fits
``activations``     activations with and without checkpointing, buffers
``communication``   what collectives and a training step send; ZeRO++, tensor parallelism in comparison
``infinity``        ZeRO-Offload and ZeRO-Infinity: placement on GPU, CPU and NVMe, bandwidth
``budget``          all that a GPU holds in one setup: states, activations, buffers, and whether it fits
``estimators``      DeepSpeed's own estimators, exactly, and where they differ from the papers
``transformer``     parameters of a transformer, published shapes
``collectives``     broadcast, reduce, reduce-scatter, all-gather, all-reduce, all-to-all, step by step
``trainer``         several ranks that really train, under stages 0 to 3 and ZeRO-Offload, moment by moment
``pipeline``        naive, GPipe, 1F1B and interleaved schedules as timelines
``tensor_parallel`` a two-layer MLP split by columns, then rows
``offload_graph``   every cut of the data flow between GPU and CPU, and the best one
==================  ====================================================================================

    from plots.models.zero.memory import GB, model_states
    from plots.models.zero.collectives import all_reduce
    from plots.models.zero.trainer import ends, train

    sum(model_states(7.5e9, stage=1, ranks=64)) / GB               # 31.40625
    for state in all_reduce([[1, 2], [10, 20]]): ...               # state.arrays, state.messages, state.sent
    for moment in train(stage=2, ranks=4): ...                     # moment.gpu[rank], moment.messages
    ends(train(stage=3, ranks=2, steps=5))[-1].traffic.sent        # bytes that each rank sent in the fifth step

This module imports nothing, so that a page loads only what it uses.

Symbols, here and in the article: Ψ (``parameters``) is the number of parameters, N (``ranks``) the data-parallel
degree, K the bytes of optimizer states per parameter, m (``micro_steps``) the backward passes per update. A GB is 10⁹
bytes, as in the ZeRO papers, a GiB 2³⁰ bytes; functions return bytes or elements, never either.

The formulas are the papers'. The simulations (``collectives``, ``trainer``, ``pipeline``, ``tensor_parallel``) know none
of them: they read bytes off the lists that ranks hold and off the one transport that all messages pass. Tests hold the
two equal.
"""
