"""The store: who asks, and what was asked last. Fields are named as in `Person` and `Shoe`, SI inside."""

from __future__ import annotations

from django.db import models

LOCAL_OWNER = "local"


class Profile(models.Model):
    """One person's measurements; on loopback there is one row, the local owner's."""

    owner = models.CharField(max_length=40, unique=True, default=LOCAL_OWNER)
    age_years = models.FloatField()
    height_m = models.FloatField()
    mass_kg = models.FloatField()
    sex = models.CharField(max_length=10, blank=True, default="")
    pregnant = models.BooleanField(default=False)
    foot_length_m = models.FloatField(null=True)
    sacral_inclination_rad = models.FloatField(null=True)
    lumbar_lordosis_rad = models.FloatField(null=True)
    trunk_length_m = models.FloatField(null=True)
    leg_length_m = models.FloatField(null=True)
    length_unit = models.CharField(max_length=4, default="cm")
    mass_unit = models.CharField(max_length=4, default="kg")
    changed_at = models.DateTimeField(auto_now=True)


class Question(models.Model):
    """The last question a person asked; the answer is worked out from it, never stored."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="question")
    hours_s = models.FloatField()
    changed_at = models.DateTimeField(auto_now=True)


class AskedShoe(models.Model):
    """One shoe of a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="shoes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    heel_height_m = models.FloatField()
    platform_m = models.FloatField(default=0.0)
    heel_tip_length_m = models.FloatField(null=True)
    heel_tip_width_m = models.FloatField(null=True)
    insert = models.CharField(max_length=20, default="none")
    cushioning = models.CharField(max_length=20, default="medium")
    fit = models.CharField(max_length=20, default="good")
    name = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        """Shoes keep the order in which they were asked about."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="one_shoe_per_position")]
