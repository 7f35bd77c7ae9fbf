"""How far the pooled posture moves when an assumption or a study is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from heelwise.evidence.library import EvidenceLibrary
from heelwise.evidence.pooling import PooledChange, PoolingPrior, StudyRow, pool_change
from heelwise.evidence.posture_rows import (
    POOLED_COORDINATES,
    read_correlations,
    read_prior,
    select_pooled_effects,
    to_study_row,
)
from heelwise.evidence.records import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """One way to pool: which effects stay, how rows and priors are changed, which correlations are used."""

    name: str
    keep: Callable[[Effect], bool] = lambda effect: True
    change_row: Callable[[StudyRow], StudyRow] = lambda row: row
    change_prior: Callable[[PoolingPrior], PoolingPrior] = lambda prior: prior
    correlation: float | None = None


def _forget_numbers(row: StudyRow) -> StudyRow:
    return replace(row, mean_change_rad=None, sd_change_rad=())


def _has_mean(effect: Effect) -> bool:
    return effect.mean_change is not None or effect.mean_after is not None


def _scale_prior(field: str, factor: float) -> Callable[[PoolingPrior], PoolingPrior]:
    def change(prior: PoolingPrior) -> PoolingPrior:
        scaled: float = getattr(prior, field) * factor
        return replace(prior, **{field: scaled})

    return change


VARIATIONS = (
    Variation(name="as published"),
    Variation(name="without Dai 2015", keep=lambda effect: effect.source_keys[0] != "dai-2015"),
    Variation(name="without radiographs", keep=lambda effect: effect.method != "radiograph"),
    Variation(name="without wedges and blocks", keep=lambda effect: effect.support != "wedge_or_block"),
    Variation(name="without rows read second-hand", keep=lambda effect: effect.read != "secondary"),
    Variation(name="only people used to heels", keep=lambda effect: effect.habit == "habitual"),
    Variation(name="only people not used to heels", keep=lambda effect: effect.habit == "not_habitual"),
    Variation(name="directions only", change_row=_forget_numbers),
    Variation(name="only rows with a mean", keep=_has_mean),
    Variation(name="correlation 0.5", correlation=0.5),
    Variation(name="correlation 0.9", correlation=0.9),
    Variation(name="between studies halved", change_prior=_scale_prior("between_study_scale_rad", 0.5)),
    Variation(name="between studies doubled", change_prior=_scale_prior("between_study_scale_rad", 2.0)),
    Variation(name="between people halved", change_prior=_scale_prior("between_person_median_rad", 0.5)),
    Variation(name="between people doubled", change_prior=_scale_prior("between_person_median_rad", 2.0)),
    Variation(name="prior of the mean halved", change_prior=_scale_prior("mean_sd_rad", 0.5)),
    Variation(name="prior of the mean doubled", change_prior=_scale_prior("mean_sd_rad", 2.0)),
    Variation(name="no study at all", keep=lambda effect: False),
)
"""What is varied on the published page, the published choice first."""


def pool_variation(lib: EvidenceLibrary, variation: Variation) -> dict[str, PooledChange]:
    """Return the pooled change of every coordinate under one variation."""
    correlations = read_correlations(lib) if variation.correlation is None else (variation.correlation,)
    return {
        coordinate: pool_change(
            coordinate,
            [
                variation.change_row(to_study_row(effect, lib, correlations))
                for effect in select_pooled_effects(lib, coordinate)
                if variation.keep(effect)
            ],
            variation.change_prior(read_prior(lib, coordinate)),
        )
        for coordinate in POOLED_COORDINATES
    }
