using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>The wrap-up code of a contact (rule 32): the agent sets it, and may change it until the wrap-up ends.</summary>
internal sealed class WrapUpCodeRules(AgentContext agent)
{
    private AgentState State => agent.State;

    /// <summary>Sets code and note, in place of earlier ones.</summary>
    public Verdict Set(SetWrapUpCode set)
    {
        if (State.Coded is not { } coded)
            return agent.WrongState("noContactToCode");
        if (set.ContactId is { } named && named != coded.ContactId)
            return agent.WrongState("otherContactInHand", coded.ContactId.Value) with { Case = "toCode" };
        if (!coded.Codes.Codes.Contains(set.Code))
            return Refusals.Rule("unknownWrapUpCode", set.Code.Value, coded.OfferId.Queue.Value) with { Field = "code" };
        return (coded.Code, coded.Note) == (set.Code, set.Note)
            ? new Decision()
            : new Decision().With(new WrapUpCodeSet(coded.OfferId, coded.ContactId, set.Code, set.Note));
    }
}

/// <summary>The default code (rule 32): it is recorded where the agent's part of a contact ends and no code is set, so that no agent has to stay for want of one.</summary>
internal static class DefaultCode
{
    /// <summary>Adds the default code to a decision with which the agent's part of a contact ends; nothing where a code is set or the queue has no default.</summary>
    public static Decision WithDefaultCode(this Decision decision, AgentState state) =>
        state.Coded is { Code: null, Codes.Default: { } code } coded
            ? decision.With(new WrapUpCodeSet(coded.OfferId, coded.ContactId, code, ByDefault: true))
            : decision;
}
