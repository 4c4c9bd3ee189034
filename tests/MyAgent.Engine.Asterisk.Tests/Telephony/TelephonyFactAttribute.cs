namespace MyAgent.Engine.Asterisk.Tests.Telephony;

/// <summary>A test with a real Asterisk, and sipp as callers and telephones. It is skipped where either is missing, also in CI: no package source of the usual systems has
/// both.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TelephonyFactAttribute : FactAttribute
{
    public TelephonyFactAttribute() => Skip = RealAsterisk.IsInstalled && Sipp.IsInstalled ? null : "Asterisk or sipp is not installed.";
}
