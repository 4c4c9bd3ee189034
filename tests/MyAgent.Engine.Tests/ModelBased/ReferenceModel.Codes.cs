namespace MyAgent.Engine.Tests.ModelBased;

/// <content>Wrap-up codes (rule 32).</content>
internal sealed partial class ReferenceModel
{
    /// <summary>The agent has accepted a contact, and may choose its code; a consultation has none.</summary>
    private static void BeginCode(ModelAgent agent, ModelContact contact) =>
        (agent.Coded, agent.CodedIn, agent.Code) = (contact.IsConsult || Queues[contact.Queue].WrapUpCodes is null ? null : contact, contact.Queue, null);

    private static string? SetCode(ModelAgent agent, string code)
    {
        if (agent.Coded is not { } contact)
            return "noContactToCode";
        if (Queues[agent.CodedIn].WrapUpCodes!.Codes.All(known => known.Code.Value != code))
            return "unknownWrapUpCode";
        if (agent.Code != code)
            contact.Codes.Add(code);
        agent.Code = code;
        return null;
    }

    /// <summary>The agent's part of a contact ends: where it has chosen no code, it is the default.</summary>
    private static void GiveDefaultCode(ModelAgent agent)
    {
        if (agent is { Coded: { } contact, Code: null } && Queues[agent.CodedIn].WrapUpCodes!.Default is { Value: var code })
            contact.Codes.Add($"[{code}]");
        agent.Coded = null;
    }

    private void BecomeAvailableAfterWrapUp(ModelAgent agent)
    {
        GiveDefaultCode(agent);
        BecomeAvailable(agent);
    }
}
