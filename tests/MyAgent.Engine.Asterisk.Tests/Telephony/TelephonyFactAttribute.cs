namespace MyAgent.Engine.Asterisk.Tests.Telephony;

/// <summary>A test with a real Asterisk, and sipp as callers and telephones. It is skipped where either is missing, also in CI: no package source of the usual systems has
/// both.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TelephonyFactAttribute : FactAttribute
{
    public TelephonyFactAttribute() => Skip = RealAsterisk.IsInstalled && Sipp.IsInstalled ? null : "Asterisk or sipp is not installed.";

    /// <summary>A module of Asterisk that not every build has, without which the test is skipped.</summary>
    public string Module
    {
        get => field ?? string.Empty;
        set => Skip ??= RealAsterisk.HasModule(field = value) ? null : $"Asterisk has no {value}.";
    }
}
